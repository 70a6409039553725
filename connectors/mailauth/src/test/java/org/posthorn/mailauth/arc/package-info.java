/** Tests of chains. */
@NullMarked
package org.posthorn.mailauth.arc;

import org.jspecify.annotations.NullMarked;
