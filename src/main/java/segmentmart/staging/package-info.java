/** From checked records to rows of staging: chunks, rejects, and the ledger's account of a drop. */
@NullMarked
package segmentmart.staging;

import org.jspecify.annotations.NullMarked;
