package segmentmart.staging;

import java.util.Iterator;
import segmentmart.intake.Checked;
import segmentmart.intake.Reading;

/** Gathers the records of a drop into chunks, as they are read, and counts them. */
public final class Chunks {

    /**
     * The chunks of a reading.
     *
     * @param size greatest number of records in one
     */
    public Iterator<Chunk> of(Reading reading, Load load, int size) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return reading.hasNext();
            }

            @Override
            public Chunk next() {
                load.stillThere();
                Chunk chunk = new Chunk(load.loadId(), size);
                boolean room = true;
                while (room && reading.hasNext()) {
                    Checked record = reading.next();
                    if (record instanceof Checked.Reject reject) {
                        load.note(reject);
                    }
                    room = chunk.add(record);
                }
                load.count(chunk.size(), chunk.rejects().size());
                return chunk;
            }
        };
    }
}
