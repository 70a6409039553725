/** Tests of sender policies. */
@NullMarked
package org.posthorn.mailauth.spf;

import org.jspecify.annotations.NullMarked;
