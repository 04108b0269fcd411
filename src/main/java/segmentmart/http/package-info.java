/** What a daemon tells over HTTP: its health, and what it has counted. */
@NullMarked
package segmentmart.http;

import org.jspecify.annotations.NullMarked;
