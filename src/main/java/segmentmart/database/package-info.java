/** The PostgreSQL that holds staging and mart: an external one, or the embedded one that this process runs. */
@NullMarked
package segmentmart.database;

import org.jspecify.annotations.NullMarked;
