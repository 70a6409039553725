package org.posthorn.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedClassLoaderTest {
  private static final String CLASS = "org/posthorn/launcher/IndexedClassLoaderTest$Sample.class";

  private @TempDir Path directory;
  private IndexedClassLoader loader;

  /** Is found in a jar of the test. */
  static final class Sample {}

  @BeforeEach
  void pack() throws IOException {
    Path first =
        jar("first.jar", Map.of("META-INF/services/x", "1", "both/a", "first", "both/b", "b"));
    Path second =
        jar(
            "second.jar",
            Map.of(
                "META-INF/services/x", "2",
                "both/a", "second",
                "versioned/a", "old",
                "META-INF/versions/11/versioned/a", "new",
                "META-INF/versions/11/only/new", "only"));
    Files.writeString(directory.resolve("loose"), "loose");
    loader =
        IndexedClassLoader.of(
            List.of(first, second), directory, ClassLoader.getPlatformClassLoader());
  }

  @Test
  void classesComeFromTheirJar() throws Exception {
    Class<?> loaded = loader.loadClass(Sample.class.getName());
    assertThat(loaded).isNotEqualTo(Sample.class);
    assertThat(loaded.getClassLoader()).isSameAs(loader);
    assertThat(loaded.getProtectionDomain().getCodeSource().getLocation())
        .isEqualTo(directory.resolve("first.jar").toUri().toURL());
    assertThat(loaded.getPackage().getImplementationVersion()).isEqualTo("7");
    assertThatThrownBy(() -> loader.loadClass("org.posthorn.launcher.Missing"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void resourcesComeFromTheFirstJarThatHasThem() throws Exception {
    assertThat(text(loader.getResource("both/a"))).isEqualTo("first");
    assertThat(text(loader.getResource("both/b"))).isEqualTo("b");
    assertThat(loader.getResource("both/c")).isNull();
    assertThat(loader.getResource("neither/a")).isNull();
  }

  @Test
  void allJarsAreAskedInTheirOrder() throws Exception {
    List<URL> found = Collections.list(loader.getResources("META-INF/services/x"));
    assertThat(found).hasSize(2);
    assertThat(text(found.get(0))).isEqualTo("1");
    assertThat(text(found.get(1))).isEqualTo("2");
  }

  @Test
  void versionsOfTheRunningPlatformWin() throws Exception {
    assertThat(text(loader.getResource("versioned/a"))).isEqualTo("new");
    assertThat(text(loader.getResource("only/new"))).isEqualTo("only");
  }

  @Test
  void directoriesAndLooseFilesAreFound() throws Exception {
    assertThat(loader.getResource("both/")).isNotNull();
    assertThat(text(loader.getResource("loose"))).isEqualTo("loose");
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "7");
    Path file = directory.resolve(name);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      add(jar, "both/", new byte[0]);
      for (Map.Entry<String, String> each : entries.entrySet()) {
        add(jar, each.getKey(), each.getValue().getBytes(UTF_8));
      }
      try (InputStream in = getClass().getClassLoader().getResourceAsStream(CLASS)) {
        add(jar, CLASS, Objects.requireNonNull(in).readAllBytes());
      }
    }
    return file;
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private static String text(URL resource) throws IOException {
    try (InputStream in = resource.openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
