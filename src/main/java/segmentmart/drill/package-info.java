/** Proves on the user's own machine, in a scratch home, that no crash loses or doubles a row. */
@NullMarked
package segmentmart.drill;

import org.jspecify.annotations.NullMarked;
