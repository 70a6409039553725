package org.posthorn.logins.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.net.Networks;

/**
 * Who is not held up by failures.
 *
 * @param sample whether this is a server to try out: no limits for this machine
 * @param trusted networks whose addresses are not counted
 */
public record LoginSettings(boolean sample, Networks trusted) {
  /** The networks that are not counted. */
  public static final String TRUSTED = "posthorn.trusted-networks";

  /**
   * Reads {@code posthorn.sample} and {@link #TRUSTED}.
   *
   * @throws IllegalArgumentException with a sentence for the operator when a value is wrong
   */
  public static LoginSettings from(Config config) {
    boolean sample = config.getOptionalValue("posthorn.sample", Boolean.class).orElse(true);
    try {
      return new LoginSettings(
          sample, Networks.parse(config.getOptionalValue(TRUSTED, String.class).orElse("")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(TRUSTED + " " + e.getMessage() + ".", e);
    }
  }

  /** Hands the settings to those who need them. */
  @ApplicationScoped
  static class Source {
    @Produces
    LoginSettings settings() {
      return from(ConfigProvider.getConfig());
    }
  }
}
