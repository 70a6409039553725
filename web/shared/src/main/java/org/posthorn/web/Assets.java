package org.posthorn.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Where the scripts, style sheets and pictures of pages are. */
@Named("assets")
@ApplicationScoped
public class Assets {
  private static final int VERSION_OCTETS = 6;

  @Inject ServletContext context;

  private String version = "";

  @PostConstruct
  void read() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add("/assets/", digest);
      byte[] sum = Arrays.copyOf(digest.digest(), VERSION_OCTETS);
      version = HexFormat.of().formatHex(sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(String directory, MessageDigest digest) throws IOException {
    Set<String> paths = context.getResourcePaths(directory);
    for (String path : new TreeSet<>(Objects.requireNonNullElse(paths, Set.of()))) {
      if (path.endsWith("/")) {
        add(path, digest);
        continue;
      }
      try (InputStream octets = context.getResourceAsStream(path)) {
        if (octets != null) {
          digest.update(path.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          digest.update(octets.readAllBytes());
        }
      }
    }
  }

  /** The version of all of them together. */
  public String getVersion() {
    return version;
  }

  /** What their paths begin with: {@code /assets/VERSION/}. */
  public String getBase() {
    return "/assets/" + version + "/";
  }
}
