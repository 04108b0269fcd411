package segmentmart.daemon;

import java.nio.file.Path;

/** The routes of a home cannot be run as they stand. */
public final class RoutesWrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoutesWrong(Path routes, Throwable cause) {
        super("the routes in " + routes + " cannot be run: " + root(cause), cause);
    }

    public RoutesWrong(Path routes, String flaws) {
        super("the routes in " + routes + " cannot be run: " + flaws);
    }

    /** What Camel said, without what it wrapped around it. */
    public String fact() {
        return root(this);
    }

    private static String root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }
}
