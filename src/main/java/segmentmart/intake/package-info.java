/** From a file in the inbox to checked records: names, encodings, framing, field rules, and where files go. */
@NullMarked
package segmentmart.intake;

import org.jspecify.annotations.NullMarked;
