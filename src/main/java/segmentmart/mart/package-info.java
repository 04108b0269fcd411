/** From staging to the mart: the segmentation rule and its refreshes. */
@NullMarked
package segmentmart.mart;

import org.jspecify.annotations.NullMarked;
