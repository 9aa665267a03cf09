package dev.heddle.load;

/**
 * What is asked of whom.
 *
 * @param host the server's address
 * @param port the server's port
 * @param path the path; {@code {id}} in it stands for an id
 * @param firstId the first id
 * @param ids how many there are: they are drawn from firstId to firstId + ids - 1
 * @param seed of the drawing; the same seed asks the same ids in the same order
 * @param status the only right status; a 200 is also checked for its body
 * @param bodies how many different bodies may be right for an id
 * @param edition of the bodies: those of one edition are compared with one another, whoever serves them and when
 */
public record Target(
        String host, int port, String path, int firstId, int ids, long seed, int status, int bodies, int edition) {
    /** A target that has one right body for each id, of the first edition. */
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

    /** The same of other ids. */
    public Target ids(int first, int many) {
        return new Target(host, port, path, first, many, seed, status, bodies, edition);
    }

    /** The same that asks for them in another order. */
    public Target seed(long other) {
        return new Target(host, port, path, firstId, ids, other, status, bodies, edition);
    }

    /** The same whose bodies are of another edition. */
    public Target edition(int other) {
        return new Target(host, port, path, firstId, ids, seed, status, bodies, other);
    }
}
