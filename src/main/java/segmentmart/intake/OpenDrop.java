package segmentmart.intake;

/** A drop about to be read, and the count of the bytes read from it so far. */
public record OpenDrop(Drop drop, CountedBytes bytes) {}
