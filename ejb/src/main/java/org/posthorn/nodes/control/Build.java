package org.posthorn.nodes.control;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which build of the program this is. */
public final class Build {
  private static final String MAVEN = "/META-INF/maven/org.posthorn/posthorn-ejb/pom.properties";

  private Build() {}

  /** Its version; {@code unknown} when it was not packed by Maven. */
  public static String version() {
    try (InputStream stream = Build.class.getResourceAsStream(MAVEN)) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
