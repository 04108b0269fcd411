package segmentmart.generate;

import java.time.LocalDate;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** What the clients are like. */
public enum Profile {
    /** As the source system has it: client, product and day of a use have nothing to do with each other. */
    UNIFORM {
        @Override
        Habits draw(UniformRandomProvider random, int days) {
            int revenue = random.nextInt(Habits.LEAST_REVENUE, Habits.GREATEST_REVENUE + 1);
            return new Habits(revenue, Product.ALL, 1, days - 1);
        }

        @Override
        int uses(Product product) {
            return 1;
        }

        @Override
        int weight(LocalDate day) {
            return 1;
        }

        @Override
        int minute(UniformRandomProvider random) {
            return random.nextInt(MINUTES);
        }
    },

    /** As a bank has it: see {@link BankClients}. */
    BANK {
        @Override
        Habits draw(UniformRandomProvider random, int days) {
            return BankClients.draw(random, days);
        }

        @Override
        int uses(Product product) {
            return product.uses();
        }

        @Override
        int weight(LocalDate day) {
            return BankClients.weight(day);
        }

        @Override
        int minute(UniformRandomProvider random) {
            return BankClients.minute(random);
        }
    };

    /** Minutes of a day. */
    static final int MINUTES = 24 * 60;

    /** Draws a client for a period of so many days. */
    abstract Habits draw(UniformRandomProvider random, int days);

    /** How often a client uses this product beside the others he has. */
    abstract int uses(Product product);

    /** How many uses fall on a day beside other days. */
    abstract int weight(LocalDate day);

    /** Draws the minute of the day of a use. */
    abstract int minute(UniformRandomProvider random);

    /** The profile as options and the truth name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
