package segmentmart.drill;

/** What a daemon is doing when the drill strikes, told from the steps that it logs. */
enum KillPoint {
    READING("Inbox.takeUp", "Inbox.survey", "lock_drop", "judge_drop", "Load.begin"),
    INSERTING(
            "insert_product_usage",
            "keep_replaced_clients",
            "upsert_clients",
            "insert_clients",
            "insert_rejected_record",
            "RejectFile.append",
            "replace_product_usage"),
    COMMITTING("record_load", "resolve_rejects", "record_failure", "commit"),
    MOVING("RejectFile.settle", "Filing.done", "Filing.failed"),
    NOTING("Inbox.settle", "mark_filed", "mark_failed_filed"),
    REFRESHING(
            "plan_refresh",
            "client_segments",
            "read_touched",
            "read_staging",
            "change_client_segments",
            "add_client_segments",
            "add_uses",
            "change_clients",
            "check_offers",
            "record_refresh",
            "record_publication"),
    ANYTHING();

    /** Words between blanks; none for any step. */
    private final String steps;

    KillPoint(String... steps) {
        this.steps = " " + String.join(" ", steps) + " ";
    }

    boolean isAt(String step) {
        return steps.isBlank() || steps.contains(" " + step + " ");
    }
}
