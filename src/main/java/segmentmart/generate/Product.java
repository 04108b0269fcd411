package segmentmart.generate;

import java.util.List;

/** The products of the bank, and how often a client who has one uses it, beside the others he has. */
@SuppressWarnings("EnumOrdinal") // sets and tallies go by the order
enum Product {
    CAR_SECURED_LOAN("Кредит под залог авто", 2),
    MORTGAGE("Ипотечный кредит", 2),
    DEPOSIT_3_MONTHS("Вклад 3 месяца", 2),
    DEPOSIT_6_MONTHS("Вклад 6 месяцев", 2),
    DEPOSIT_12_MONTHS("Вклад 12 месяцев", 2),
    CREDIT_CARD("Кредитная карта", 5),
    DEBIT_CARD("Дебетовая карта", 6),
    CONSUMER_LOAN("Потребительский кредит", 3),
    LIFE_INSURANCE("Страхование жизни", 2),
    CAR_INSURANCE("Страхование авто", 2),
    PROPERTY_INSURANCE("Страхование недвижимости", 2);

    /** How many there are. */
    static final int COUNT = values().length;

    /** A set of products, as bits, that has all of them. */
    static final int ALL = (1 << COUNT) - 1;

    private static final List<Product> IN_ORDER = List.of(values());

    private final String title;
    private final int uses;

    Product(String title, int uses) {
        this.title = title;
        this.uses = uses;
    }

    /** The n-th product, counted from 0. */
    static Product at(int n) {
        return IN_ORDER.get(n);
    }

    /** The name that drops carry. */
    String title() {
        return title;
    }

    int uses() {
        return uses;
    }

    /** Its place in the order, from 0. */
    int place() {
        return ordinal();
    }

    /** This product as a set, as bits. */
    int bit() {
        return 1 << place();
    }
}
