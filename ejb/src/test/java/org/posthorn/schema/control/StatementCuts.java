package org.posthorn.schema.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Copies the files of an embedded database after each statement: what the disk has when the server
 * is killed there.
 */
final class StatementCuts {
  private final Path files;
  private final Path copies;
  private final List<Path> kept = new ArrayList<>();
  private Map<String, Long> last = Map.of(); // lengths by name

  StatementCuts(Path files, Path copies) {
    this.files = files;
    this.copies = copies;
  }

  /** The copies, each a {@code db} in a directory of its own. */
  List<Path> kept() {
    return List.copyOf(kept);
  }

  /** The same data source, watched. */
  DataSource watch(DataSource database) {
    return proxy(DataSource.class, database);
  }

  private <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            StatementCuts.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(target, arguments);
                if (method.getName().startsWith("execute") || method.getName().equals("commit")) {
                  keep();
                }
                Class<?> returned = method.getReturnType();
                return returned == Connection.class && !(target instanceof Statement)
                        || Statement.class.isAssignableFrom(returned)
                    ? proxy(returned, result)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void keep() {
    try {
      Map<String, Long> now = new TreeMap<>();
      for (Path file : list()) {
        now.put(file.getFileName().toString(), Files.size(file));
      }
      if (now.equals(last)) {
        return; // nothing was written
      }
      last = now;
      Path copy = copies.resolve(Integer.toString(kept.size()));
      Files.createDirectories(copy.resolve("db"));
      for (String name : now.keySet()) {
        Files.copy(files.resolve(name), copy.resolve("db").resolve(name));
      }
      kept.add(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> all = Files.list(files)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lck"))
          .toList();
    }
  }
}
