/** Speed, as ratios measured side by side in one run; see README. */
@NullMarked
package segmentmart.bench;

import org.jspecify.annotations.NullMarked;
