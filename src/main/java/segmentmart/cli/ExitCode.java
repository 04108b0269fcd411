package segmentmart.cli;

/** What a command's exit code says. The JVM itself ends with 3 when memory runs out. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_DATABASE = 4;
    static final int SETTINGS = 5;
    static final int HOME_IN_USE = 6;
    static final int FILES = 7;
    static final int DROP_FAILED = 8;
    static final int SELFTEST_FAILED = 9;
    static final int OBSTRUCTED = 10;
    static final int NOT_FOUND = 11;
    static final int NOT_IN_FORCE = 12;

    /** As the shell tells of a command that SIGPIPE ended. */
    static final int READER_GONE = 141;

    private ExitCode() {}
}
