/** Synthetic drops of any size, believable enough to try the product on, with the truth about what they hold. */
@NullMarked
package segmentmart.generate;

import org.jspecify.annotations.NullMarked;
