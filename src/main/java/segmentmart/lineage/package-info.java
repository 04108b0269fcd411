/** From a client back to where he is from: mart, rule, rows of staging, drops and lines; and why he is not in the mart. */
@NullMarked
package segmentmart.lineage;

import org.jspecify.annotations.NullMarked;
