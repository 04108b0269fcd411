package segmentmart.tuning;

/**
 * Why routes on disk cannot run.
 *
 * @param file its name below the home, such as {@code routes/sql/record_load.sql}
 * @param line of the file, from 1; 0 where it is about the file as a whole
 * @param fact what is wrong there, and what to do
 */
record Flaw(String file, int line, String fact) {
    @Override
    public String toString() {
        return file + (line > 0 ? " line " + line : "") + ": " + fact;
    }
}
