package segmentmart.intake;

import java.util.List;

/**
 * What is written beside a failed drop: what is the matter, and what to do.
 *
 * @param fileName of the drop
 * @param reason why it failed
 */
public record ErrorText(String fileName, Throwable reason) {
    /** Ends the name of the file that holds it. */
    static final String ENDING = ".error.txt";

    /** Why the drop failed, in one sentence, with what stands in the drop. */
    public String fact() {
        return Cause.root(reason) instanceof DropRefused refused ? Text.storable(refused.whole()) : factWithoutValues();
    }

    /** The same without what stands in the drop, which may be somebody's name: for logs. */
    String factWithoutValues() {
        return Text.storable(String.valueOf(Cause.root(reason).getMessage()).strip());
    }

    private List<String> details() {
        return Cause.root(reason) instanceof DropRefused refused ? refused.details() : List.of();
    }

    /** What to do about it. */
    public String cure() {
        return Cause.root(reason) instanceof DropRefused refused
                ? refused.cure()
                : "this is not known to be the drop's fault: see the log, and drop the file again";
    }

    String text() {
        return fileName + ": " + fact() + ".\n\nWhat to do: " + cure() + ".\n\n"
                + "Nothing of it was loaded. The file lies beside this one, as it was; drop it again as " + fileName
                + ".\n" + (details().isEmpty() ? "" : "\n" + String.join("\n", details()) + "\n");
    }
}
