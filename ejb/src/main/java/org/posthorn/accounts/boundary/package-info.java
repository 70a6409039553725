/** Who has an account, which addresses lead to it, and who may log in. */
@NullMarked
package org.posthorn.accounts.boundary;

import org.jspecify.annotations.NullMarked;
