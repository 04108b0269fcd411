/** What the routes would do: they run for real, in a transaction that is rolled back. */
@NullMarked
package segmentmart.rehearsal;

import org.jspecify.annotations.NullMarked;
