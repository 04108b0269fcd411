package segmentmart.generate;

import org.jspecify.annotations.Nullable;

/** The gender that all three parts of a full name agree in. */
enum Gender {
    MALE("m", "men"),
    FEMALE("f", "women");

    private final String letter;
    private final String people;

    Gender(String letter, String people) {
        this.letter = letter;
        this.people = people;
    }

    /** The word for messages, such as "women". */
    String people() {
        return people;
    }

    /** The gender that a dump writes as {@code m} or {@code f}; null for everything else. */
    static @Nullable Gender of(@Nullable String letter) {
        for (Gender gender : values()) {
            if (gender.letter.equals(letter)) {
                return gender;
            }
        }
        return null;
    }
}
