/** Edits of the routes while a daemon runs: what was saved, whether it can run, and how it takes over. */
@NullMarked
package segmentmart.tuning;

import org.jspecify.annotations.NullMarked;
