/** The page and the API behind it: what is asked of data, and how it is answered. */
@NullMarked
package segmentmart.dashboard;

import org.jspecify.annotations.NullMarked;
