package org.posthorn.web.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** What the sign-in page shows. */
@Named("signIn")
@RequestScoped
public class SignInPage {
  private String action = "";
  private String to = "";
  private String token = "";
  private String address = "";
  private String problem = "";
  private long seconds;
  private boolean bounce;
  private boolean staying;

  /**
   * Shows the form.
   *
   * @param action where it is sent
   * @param to where it leads
   * @param token what it brings back
   */
  void form(String action, String to, String token) {
    this.action = action;
    this.to = to;
    this.token = token;
  }

  /** The same, after something went wrong: the text's key, and for how long to wait. */
  void problem(String key, long seconds, String address, boolean staying) {
    this.problem = key;
    this.seconds = seconds;
    this.address = address;
    this.staying = staying;
  }

  /** Asks the browser to come once more from this page, so that it sends its cookie. */
  void bounce() {
    this.bounce = true;
  }

  public String getAction() {
    return action;
  }

  public String getTo() {
    return to;
  }

  public String getToken() {
    return token;
  }

  public String getAddress() {
    return address;
  }

  /** Key of the text that says what is wrong; empty when nothing is. */
  public String getProblem() {
    return problem;
  }

  public long getSeconds() {
    return seconds;
  }

  public boolean isBounce() {
    return bounce;
  }

  public boolean isStaying() {
    return staying;
  }
}
