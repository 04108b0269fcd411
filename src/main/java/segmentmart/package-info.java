/** Segment Mart: files about clients and their products, from a folder into a mart of client segments. */
@NullMarked
package segmentmart;

import org.jspecify.annotations.NullMarked;
