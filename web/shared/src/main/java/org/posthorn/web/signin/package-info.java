/** Signing in by a page, and staying signed in by a cookie: the same for all areas. */
@NullMarked
package org.posthorn.web.signin;

import org.jspecify.annotations.NullMarked;
