package segmentmart.lineage;

/**
 * Why a client is not in the mart, or why what the mart says of him is behind.
 *
 * @param sentence the fact and its cure
 */
public record Reason(Cause cause, String sentence) {
    /** What can be the matter. */
    public enum Cause {
        /** Uses of him wait, and no drop names him. */
        ORPHAN,
        /** A later load took him out of the base. */
        REMOVED,
        /** No drop holds a use of him. */
        NO_USES,
        /** Loads that bear on him are not in the mart yet. */
        BEHIND,
        /** The last refresh failed. */
        REFRESH_FAILED,
        /** The rule leaves him out. */
        RULE,
        /** A rejected record may be about him. */
        REJECT
    }
}
