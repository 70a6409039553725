package org.posthorn.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.posthorn.database.DatabaseSettings;
import org.posthorn.database.PosthornDataSource;
import org.posthorn.schema.control.Migrations;

/** Embedded databases, copied from one that was migrated by this virtual machine. */
final class TestHsqldb {

  private TestHsqldb() {}

  /** Made at class loading, so once and only where it is used. */
  private static final class Template {
    static final Path DIRECTORY = make();

    private static Path make() {
      TemporaryDirectory made = new TemporaryDirectory("posthorn-template");
      Runtime.getRuntime().addShutdownHook(new Thread(made::delete));
      Migrations.apply(new PosthornDataSource(settings(made.path()))); // its last close ends it
      return made.path();
    }
  }

  static DatabaseSettings settings(Path directory) {
    return new DatabaseSettings(DatabaseSettings.embedded(directory), "SA", "");
  }

  static TemporaryDirectory newDatabase() {
    TemporaryDirectory directory = new TemporaryDirectory("posthorn-hsqldb");
    try (Stream<Path> files = Files.walk(Template.DIRECTORY)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path each : all) {
        Path copy = directory.path().resolve(Template.DIRECTORY.relativize(each));
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory;
  }
}
