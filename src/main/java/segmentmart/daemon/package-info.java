/** The long-lived process: its home, its settings, and Camel over the routes on disk. */
@NullMarked
package segmentmart.daemon;

import org.jspecify.annotations.NullMarked;
