/** Tests of signing in. */
@NullMarked
package org.posthorn.web.signin;

import org.jspecify.annotations.NullMarked;
