package segmentmart.dashboard;

import java.util.ArrayList;
import java.util.List;

/**
 * The example of the project's document: among the clients of {@code 1 продукт}, Кредитная карта has five, Вклад 6 мес.
 * three and Дебетовая карта two, as many as Ипотека, which is used less in all; Роберт Павлович Зорин has Страхование
 * жизни alone.
 */
final class ExampleBank {
    static final String ONE = "1 продукт";
    static final int ZORIN = 13;
    static final String CARD = "Кредитная карта";
    static final String INSURANCE = "Страхование жизни";
    static final List<String> TOP_OF_ONE = List.of(CARD, "Вклад 6 мес.", "Дебетовая карта", "Ипотека", INSURANCE);

    static final String USES = "client_id,product,usage_date\n";
    static final String CLIENTS = "client_id,client_name,client_revenue\n";

    private ExampleBank() {}

    /** Drops all of it. */
    static void load(ServedHome home) {
        home.drop("clients.csv", clients());
        home.drop("product_usage.csv", uses());
    }

    private static String clients() {
        String[] names = {
            "Анна Ивановна Белова",
            "Борис Олегович Громов",
            "Вера Сергеевна Дёмина",
            "Глеб Андреевич Ершов",
            "Дарья Павловна Жукова",
            "Егор Ильич Зайцев",
            "Жанна Юрьевна Исаева",
            "Захар Петрович Котов",
            "Инна Львовна Лапина",
            "Кирилл Артёмович Мохов",
            "Лев Денисович Носов",
            "Мария Фёдоровна Орлова",
            "Роберт Павлович Зорин",
            "Олег Семёнович Попов",
            "Полина Глебовна Рыбина",
            "Семён Борисович Королёв-Залесский",
            "Тамара Кузьминична Уварова"
        };
        StringBuilder text = new StringBuilder(CLIENTS);
        for (int i = 1; i <= names.length; i++) {
            text.append(i).append(',').append(names[i - 1]).append(',');
            // One whose income nobody knows.
            text.append(i == 5 ? "" : String.valueOf(40_000 + 7_000 * i)).append('\n');
        }
        return text.toString();
    }

    private static String uses() {
        List<String> uses = new ArrayList<>();
        used(uses, CARD, 1, 2, 3, 4, 5);
        used(uses, "Вклад 6 мес.", 6, 7, 8);
        used(uses, "Дебетовая карта", 9, 10);
        used(uses, "Ипотека", 11, 12);
        used(uses, INSURANCE, ZORIN);
        used(uses, "Дебетовая карта", 14, 14, 15, 16);
        used(uses, CARD, 14, 16);
        used(uses, INSURANCE, 15, 16);
        return USES + String.join("", uses);
    }

    private static void used(List<String> uses, String product, int... clients) {
        for (int client : clients) {
            uses.add(client + "," + product + ",2025-0" + (3 + uses.size() % 3) + "-24\n");
        }
    }
}
