/** Relations for readers as files: CSV for people and spreadsheets, JSON lines for programs, of any length. */
@NullMarked
package segmentmart.export;

import org.jspecify.annotations.NullMarked;
