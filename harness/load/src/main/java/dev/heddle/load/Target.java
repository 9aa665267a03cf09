package dev.heddle.load;

/**
 * Says what is asked, and of whom.
 *
 * @param host the server's address
 * @param port the server's port
 * @param path the path; {@code {id}} in it stands for an id
 * @param firstId the first id
 * @param ids how many ids there are: they are drawn from firstId to firstId + ids - 1
 * @param seed the seed of the drawing; the same seed asks for the same ids in the same order
 * @param status the only right status; if it is 200, the body is checked too
 * @param bodies how many different bodies may be right for an id
 * @param edition the edition of the bodies: bodies of one edition are compared with one another, whoever serves them and when
 */
public record Target(
        String host, int port, String path, int firstId, int ids, long seed, int status, int bodies, int edition) {
    /** Makes a target that has one right body for each id, of the first edition. */
    public Target(String host, int port, String path, int firstId, int ids, long seed, int status) {
        this(host, port, path, firstId, ids, seed, status, 1, 0);
    }

    public Target {
        if (ids < 1) {
            throw new IllegalArgumentException("ids: " + ids + " is less than 1");
        }
        if (bodies < 1) {
            throw new IllegalArgumentException("bodies: " + bodies + " is less than 1");
        }
        if (firstId < 0 || firstId > Integer.MAX_VALUE - ids) {
            throw new IllegalArgumentException("firstId: " + firstId + " with " + ids + " ids is out of range");
        }
    }

    /** Returns the same target with other ids. */
    public Target ids(int first, int many) {
        return new Target(host, port, path, first, many, seed, status, bodies, edition);
    }

    /** Returns the same target, whose ids are asked for in another order. */
    public Target seed(long other) {
        return new Target(host, port, path, firstId, ids, other, status, bodies, edition);
    }

    /** Returns the same target, whose bodies are of another edition. */
    public Target edition(int other) {
        return new Target(host, port, path, firstId, ids, seed, status, bodies, other);
    }
}
