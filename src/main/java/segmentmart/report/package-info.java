/** What the relations of analysis say, as a memo for people. */
@NullMarked
package segmentmart.report;

import org.jspecify.annotations.NullMarked;
