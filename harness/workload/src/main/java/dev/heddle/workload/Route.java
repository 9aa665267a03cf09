package dev.heddle.workload;

/** Says what a request line asks for. Every contestant routes by this one function, so that odd paths are treated alike. */
public sealed interface Route {
    /** The request is {@code GET /ready}. */
    record Ready() implements Route {}

    /** The request is {@code GET /noop}. */
    record Noop() implements Route {}

    /** The request is {@code GET /customers/{id}/summary}. */
    record CustomerSummary(long id) implements Route {}

    /** The request is anything else; {@code problem} says what to answer. */
    record Refused(Problem problem) implements Route {}

    /**
     * Returns the route of a request.
     *
     * @param method the HTTP method as sent
     * @param path the path as sent, undecoded and without query
     */
    static Route of(String method, String path) {
        Route route = ofPath(path);
        if (route instanceof Refused || method.equals("GET")) {
            return route;
        }
        return new Refused(Problem.METHOD_NOT_ALLOWED);
    }

    private static Route ofPath(String path) {
        String prefix = "/customers/";
        String suffix = "/summary";
        if (path.startsWith(prefix) && path.endsWith(suffix) && path.length() > prefix.length() + suffix.length()) {
            return ofId(path.substring(prefix.length(), path.length() - suffix.length()));
        }
        return switch (path) {
            case "/noop" -> new Noop();
            case "/ready" -> new Ready();
            default -> new Refused(Problem.NOT_FOUND);
        };
    }

    private static Route ofId(String text) {
        if (text.indexOf('/') >= 0) {
            return new Refused(Problem.NOT_FOUND);
        }
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return new Refused(Problem.BAD_ID);
            }
        }
        if (start == text.length()) {
            return new Refused(Problem.BAD_ID);
        }
        try {
            return new CustomerSummary(Long.parseLong(text));
        } catch (NumberFormatException e) {
            // A number beyond 64 bits is still a number, but it is nobody's id.
            return new Refused(Problem.NOT_FOUND);
        }
    }
}
