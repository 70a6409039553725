package org.posthorn.web.security;

/** The roles that {@code @RolesAllowed} names; {@code web.xml} declares the same ones. */
public final class Role {
  /** Everybody who has logged in. */
  public static final String USER = "user";

  /** Those who administer the installation. */
  public static final String ADMINISTRATOR = "administrator";

  /** Those who have shown a key, which lets them do what its scopes say and nothing else. */
  public static final String APPLICATION = "application";

  private Role() {}
}
