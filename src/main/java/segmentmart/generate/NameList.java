package segmentmart.generate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * First names, patronymics or surnames, read from a dump in JSON lines with {@code text}, {@code num} (how many
 * people bear it) and {@code gender}.
 *
 * @param source what the dump is called in messages
 * @param lines lines read, blank ones aside
 * @param names those worth using
 * @param leftOut how many of the others fell for which reason
 */
public record NameList(String source, long lines, List<Name> names, Map<Reason, Long> leftOut) {
    private static final int RARE = 5_000;
    private static final int MAX_LETTERS = 60;
    private static final int MAX_LINE_CHARS = 1 << 20;
    private static final Pattern INITIAL = Pattern.compile("\\p{L}\\.?");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*([ '’-]\\p{L}[\\p{L}\\p{M}]*)*");
    private static final ObjectReader ENTRIES = new ObjectMapper().readerFor(Entry.class);

    /** What a line of a dump comes to. */
    private sealed interface Verdict permits Name, Reason {}

    /** One name and how many people bear it. */
    public record Name(String text, long bearers, Gender gender, UnicodeScript script) implements Verdict {}

    /** Why an entry is not used. */
    public enum Reason implements Verdict {
        NOT_AN_ENTRY("no JSON object with text and num"),
        RARE("not over 5,000 bearers"),
        BLANK("blank"),
        INITIAL("an initial"),
        NOT_A_NAME("not letters of one script"),
        NO_GENDER("no gender m or f"),
        OTHER_SCRIPT("in another script than the rest");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Entry(
            @Nullable String text,
            @Nullable Long num,
            @Nullable String gender) {}

    /** Reads a dump in UTF-8, line by line. */
    static NameList read(String source, InputStream dump) throws IOException {
        List<Name> names = new ArrayList<>();
        Map<Reason, Long> leftOut = new EnumMap<>(Reason.class);
        long lines = 0;
        BufferedReader reader = new BufferedReader(new InputStreamReader(dump, StandardCharsets.UTF_8));
        for (String line = line(reader); line != null; line = line(reader)) {
            String json = (lines == 0 && line.startsWith("\ufeff") ? line.substring(1) : line).strip();
            if (json.isEmpty()) {
                continue;
            }
            lines++;
            Verdict verdict = judge(json);
            if (verdict instanceof Name name) {
                names.add(name);
            } else if (verdict instanceof Reason reason) {
                leftOut.merge(reason, 1L, Long::sum);
            }
        }
        return new NameList(source, lines, names, leftOut);
    }

    /** The next line, its end cut off where it is longer than any entry; null at the end. */
    private static @Nullable String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < MAX_LINE_CHARS) {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** The name that a line holds, or the reason why it holds none. */
    private static Verdict judge(String json) {
        Entry entry;
        try {
            entry = ENTRIES.readValue(json);
        } catch (JacksonException e) {
            return Reason.NOT_AN_ENTRY;
        }
        if (entry == null || entry.text() == null || entry.num() == null) {
            return Reason.NOT_AN_ENTRY;
        }
        String text = Normalizer.normalize(entry.text().strip(), Normalizer.Form.NFC);
        Gender gender = Gender.of(entry.gender());
        if (entry.num() <= RARE) {
            return Reason.RARE;
        }
        if (text.isEmpty()) {
            return Reason.BLANK;
        }
        if (INITIAL.matcher(text).matches()) {
            return Reason.INITIAL;
        }
        UnicodeScript script = script(text);
        if (script == null
                || text.length() > MAX_LETTERS
                || !LETTERS.matcher(text).matches()) {
            return Reason.NOT_A_NAME;
        }
        return gender == null ? Reason.NO_GENDER : new Name(text, entry.num(), gender, script);
    }

    /** The script that all letters are of; null where they are of several, or there are none. */
    private static @Nullable UnicodeScript script(String text) {
        List<UnicodeScript> scripts = text.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .distinct()
                .toList();
        return scripts.size() == 1 ? scripts.get(0) : null;
    }

    /** The names of this list that are written in one script; the others are left out. */
    NameList in(UnicodeScript script) {
        List<Name> same = names.stream().filter(name -> name.script() == script).toList();
        Map<Reason, Long> why = new EnumMap<>(Reason.class);
        why.putAll(leftOut);
        if (same.size() < names.size()) {
            why.put(Reason.OTHER_SCRIPT, (long) names.size() - same.size());
        }
        return new NameList(source, lines, same, why);
    }

    List<Name> of(Gender gender) {
        return names.stream().filter(name -> name.gender() == gender).toList();
    }

    long count(Gender gender) {
        return of(gender).size();
    }

    /** How many names were kept and why the others fell, in one line. */
    public String summary() {
        StringJoiner why = new StringJoiner(", ", "; left out: ", "").setEmptyValue("");
        leftOut.forEach((reason, n) -> why.add(String.format(Locale.ROOT, "%,d %s", n, reason.words)));
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d kept, %,d of men and %,d of women%s",
                source,
                names.size(),
                lines,
                count(Gender.MALE),
                count(Gender.FEMALE),
                why);
    }
}
