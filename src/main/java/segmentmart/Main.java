package segmentmart;

import segmentmart.cli.SegmentMart;

/** The process: every verb of the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(SegmentMart.commandLine().execute(arguments));
    }
}
