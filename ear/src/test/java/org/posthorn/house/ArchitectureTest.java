package org.posthorn.house;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthorn.testkit.HouseRules;

/** The rules of the house, over the classes of all modules at once. */
@AnalyzeClasses(locations = ArchitectureTest.AllModules.class)
class ArchitectureTest {
  @ArchTest static final ArchTests RULES = ArchTests.in(HouseRules.class);

  static final class AllModules implements LocationProvider {
    private static final PathMatcher CLASSES =
        FileSystems.getDefault()
            .getPathMatcher("glob:../{ejb,ear,connectors/*,web/*}/target/classes");

    @Override
    public Set<Location> get(Class<?> test) {
      try (Stream<Path> directories = Files.find(Path.of(".."), 4, (path, is) -> is(path))) {
        return directories.map(Location::of).collect(Collectors.toSet());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean is(Path path) {
      return CLASSES.matches(path) && !path.startsWith(Path.of("..", "connectors", "testkit"));
    }
  }
}
