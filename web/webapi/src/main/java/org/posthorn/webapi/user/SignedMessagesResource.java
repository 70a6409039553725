package org.posthorn.webapi.user;

import static org.posthorn.webapi.problem.ProblemException.done;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.kernel.Address;
import org.posthorn.signing.boundary.MessageSigning;
import org.posthorn.submission.boundary.SendingRights;
import org.posthorn.submission.boundary.SendingRights.Name;
import org.posthorn.web.security.AccountPrincipal;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Signs messages that are sent by another way. RFC 6376. */
@Path("v0/signed-messages")
@RequestScoped
@RolesAllowed(Role.USER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "submission")
public class SignedMessagesResource {
  @Inject MessageSigning signing;
  @Inject SendingRights submission;
  @Inject SecurityContext caller;

  /** Signs a message and gives it back. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Signs a message of the account with the keys of its author's domain",
      description = "Nothing is sent or kept. Needs the address and password of an account.")
  @APIResponseSchema(value = SignedMessageView.class, responseDescription = "The message")
  public SignedMessageView sign(SignMessage body) {
    long account = caller.getPrincipalsByType(AccountPrincipal.class).iterator().next().accountId();
    byte[] signed = done(signing.sign(octets(body.message()), each -> may(account, each)));
    return new SignedMessageView(Base64.getEncoder().encodeToString(signed));
  }

  private boolean may(long account, Address author) {
    Name name = submission.name(account, author);
    return name == Name.OWN || name == Name.LENT;
  }

  private static byte[] octets(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      throw ProblemException.badRequest("message", "must be base64");
    }
  }
}
