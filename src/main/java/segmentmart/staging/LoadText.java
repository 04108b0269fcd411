package segmentmart.staging;

import java.util.Locale;

/** A load for people: what became of the drop, with counts. */
final class LoadText {
    private final Load load;

    LoadText(Load load) {
        this.load = load;
    }

    String text() {
        if (load.endedAs() != null) {
            return "had ended as load " + load.endedAs() + " before; its file is only moved";
        }
        if (load.duplicateOf() != null) {
            return "duplicate of load " + load.duplicateOf() + ", nothing loaded";
        }
        long read = load.recordsRead();
        long rejected = load.recordsRejected();
        long superseded = read - load.recordsLoaded() - rejected;
        return String.format(
                Locale.ROOT,
                "loaded as load %d: %s%s%s%s%s%s%s, %.1f s",
                load.loadId(),
                read == 1 ? "1 record" : String.format(Locale.ROOT, "%,d records", read),
                rejected == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d rejected", rejected) + " (correct them in rejected/"
                                + load.drop().name().rejectFileName(load.loadId()) + ")",
                superseded == 0 ? "" : String.format(Locale.ROOT, ", %,d superseded by later ones", superseded),
                load.replaces() == null ? "" : ", in place of load " + load.replaces(),
                answer(),
                load.isFirstWithIds() ? ", the first with ids: a snapshot without them is refused from now on" : "",
                load.isSnapshot() && read == 0 ? ", an empty snapshot: the clients are kept as they were" : "",
                load.duration().toMillis() / 1000.0);
    }

    /** What a correction did to the rejects of the load that it corrects. */
    private String answer() {
        Long corrected = load.drop().name().correctsLoadId();
        if (corrected == null) {
            return "";
        }
        return load.rejectsClosed() == load.rejectsOpen()
                ? String.format(
                        Locale.ROOT,
                        ", closes %,d reject%s of load %d",
                        load.rejectsClosed(),
                        load.rejectsClosed() == 1 ? "" : "s",
                        corrected)
                : String.format(
                        Locale.ROOT,
                        ", closes none of the %,d rejects of load %d, for it has fewer records: they stay open",
                        load.rejectsOpen(),
                        corrected);
    }
}
