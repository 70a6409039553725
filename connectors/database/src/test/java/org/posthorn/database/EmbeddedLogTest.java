package org.posthorn.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was committed is dropped from the log without a word. */
class EmbeddedLogTest {
  @TempDir Path running;
  @TempDir Path after;

  /** The files as a power cut leaves them, with ten rows in the log. */
  private void crash() throws SQLException, IOException {
    String url = DatabaseSettings.embedded(running).replace(";shutdown=true", "");
    try (Connection connection = source(url).getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("create table t (id integer primary key, word varchar(20))");
      for (int i = 0; i < 10; i++) {
        sql.execute("insert into t values (" + i + ", 'word" + i + "')");
      }
      try (Stream<Path> files = Files.list(running.resolve("db"))) {
        Files.createDirectories(after.resolve("db"));
        for (Path file : files.filter(each -> !each.toString().endsWith(".lck")).toList()) {
          if (!Files.isDirectory(file)) {
            Files.copy(file, after.resolve("db").resolve(file.getFileName()));
          }
        }
      }
      sql.execute("shutdown immediately");
    }
  }

  private static PosthornDataSource source(String url) {
    return new PosthornDataSource(new DatabaseSettings(url, "SA", ""));
  }

  private int rows() throws SQLException {
    try (Connection connection = source(DatabaseSettings.embedded(after)).getConnection();
        Statement sql = connection.createStatement();
        ResultSet count = sql.executeQuery("select count(*) from t")) {
      count.next();
      return count.getInt(1);
    }
  }

  private Path log() {
    return after.resolve("db/posthorn.log");
  }

  @Test
  void aWholeLogIsReplayed() throws Exception {
    crash();
    assertThat(rows()).isEqualTo(10);
    assertThat(after.resolve("db/posthorn.log.damaged")).doesNotExist();
  }

  @Test
  void aTornEndIsDroppedAndKept() throws Exception {
    crash();
    Files.writeString(log(), "INSERT INTO T VALUES(77,'wo", StandardOpenOption.APPEND);
    List<String> said = new ArrayList<>();
    Logger logger = Logger.getLogger(EmbeddedLog.class.getName());
    Filter filter =
        record -> {
          said.add(new SimpleFormatter().formatMessage(record));
          return false;
        };
    logger.setFilter(filter);
    assertThat(rows()).isEqualTo(10);
    logger.setFilter(null);
    assertThat(said).containsExactly("event=database-log-torn dropped-octets=27 commits=0");
  }

  @Test
  void damageBehindWhichNothingWasCommittedIsDroppedAndKept() throws Exception {
    crash();
    Files.writeString(log(), "INSERXX INTO T VALUES(77,'wo')\n", StandardOpenOption.APPEND);
    assertThat(rows()).isEqualTo(10);
    assertThat(Files.readString(after.resolve("db/posthorn.log.damaged"))).endsWith("(77,'wo')\n");
    assertThat(rows()).isEqualTo(10);
  }

  @Test
  void whatWasCommittedBehindADamagedLineIsNotDropped() throws Exception {
    crash();
    String text = Files.readString(log(), StandardCharsets.ISO_8859_1);
    Files.writeString(
        log(),
        text.replace("INSERT INTO T VALUES(4", "INS\0\0\0 INTO T VALUES(4"),
        StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 2; i++) { // the second time as well
      assertThatThrownBy(this::rows)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("behind it are 6 commits");
    }
    Files.writeString(log(), text, StandardCharsets.ISO_8859_1); // mended by hand
    assertThat(rows()).isEqualTo(10);
  }
}
