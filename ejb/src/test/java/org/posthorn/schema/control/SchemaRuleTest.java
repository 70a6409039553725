package org.posthorn.schema.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A migration either only adds to the schema, so that older servers go on beside a newer one, or
 * says that they cannot (ADR 48).
 */
class SchemaRuleTest {
  private static final Path SCRIPTS = Path.of("..", "resources", "schema");

  /** From the next one on the rule counts. */
  private static final int FIRST = 27;

  private static final Pattern NAME = Pattern.compile("V(\\d{3})__.*\\.sql");
  private static final Pattern RAISED =
      Pattern.compile("update schema_compatibility set oldest = (\\d+)(?: where id = 1)?");

  private static final List<Pattern> ADDING =
      List.of(
          Pattern.compile("create table if not exists .*"),
          Pattern.compile("create index if not exists .*"),
          Pattern.compile("create sequence if not exists .*"),
          Pattern.compile("insert into .*"),
          // of what has gone, which no server looks at
          Pattern.compile("delete from \\w+ where \\w+ not in \\(select \\w+ from \\w+\\)"),
          // what an older server inserts says nothing of the column
          Pattern.compile("alter table \\w+ add column if not exists (?!.*\\bnot null\\b).*"),
          Pattern.compile("alter table \\w+ add column if not exists .*\\bdefault\\b.*"),
          RAISED);

  @Test
  void migrationsThatOlderServersDoNotSurviveSaySo() throws IOException {
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.sorted().toList()) {
        Matcher name = NAME.matcher(script.getFileName().toString());
        assertThat(name.matches()).as("%s", script).isTrue();
        int number = Integer.parseInt(name.group(1));
        if (number > FIRST) {
          assertThat(broken(number, Files.readString(script))).as("%s", script).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE account DROP COLUMN IF EXISTS enabled;",
        "ALTER TABLE account ADD COLUMN IF NOT EXISTS shape INTEGER NOT NULL;",
        "CREATE UNIQUE INDEX IF NOT EXISTS one ON account (id);",
        "DROP TABLE IF EXISTS duty;",
        "DELETE FROM duty WHERE name NOT IN (SELECT name FROM account) OR TRUE;",
        "UPDATE account SET enabled = FALSE;",
        "CREATE TABLE IF NOT EXISTS more (id INTEGER);\nALTER TABLE account RENAME TO person;",
        "DROP TABLE IF EXISTS duty; UPDATE schema_compatibility SET oldest = 27;"
      })
  void thisIsMoreThanAddingSomething(String script) {
    assertThat(broken(FIRST + 1, script)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- a; comment\nCREATE TABLE IF NOT EXISTS more (\n  id INTEGER NOT NULL\n);",
        "ALTER TABLE account ADD COLUMN IF NOT EXISTS shape INTEGER DEFAULT 1 NOT NULL;",
        "ALTER TABLE account ADD COLUMN IF NOT EXISTS shape VARCHAR(9);",
        "DELETE FROM account_change WHERE account_id NOT IN (SELECT id FROM account);",
        "DROP TABLE IF EXISTS duty;\nUPDATE schema_compatibility SET oldest = 28;"
      })
  void thisIsAllowed(String script) {
    assertThat(broken(FIRST + 1, script)).isEmpty();
  }

  /** The statements that a script may not have. */
  private static List<String> broken(int number, String script) {
    String text = script.replaceAll("--[^\n]*", " ").replaceAll("\\s+", " ");
    List<String> statements =
        Stream.of(text.toLowerCase(Locale.ROOT).split(";"))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .toList();
    boolean raised =
        statements.stream()
            .map(RAISED::matcher)
            .anyMatch(found -> found.matches() && Integer.parseInt(found.group(1)) == number);
    return raised
        ? List.of()
        : statements.stream()
            .filter(each -> ADDING.stream().noneMatch(form -> form.matcher(each).matches()))
            .toList();
  }
}
