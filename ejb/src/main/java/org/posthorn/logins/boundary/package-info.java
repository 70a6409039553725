/** Who has failed to log in lately, and who has to wait for that. */
@NullMarked
package org.posthorn.logins.boundary;

import org.jspecify.annotations.NullMarked;
