/** The commands: what people type, and what they read. */
@NullMarked
package segmentmart.cli;

import org.jspecify.annotations.NullMarked;
