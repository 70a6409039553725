/** Where people write mail: the page, what its scripts ask for, and how mail is made of it. */
@NullMarked
package org.posthorn.webmail.compose;

import org.jspecify.annotations.NullMarked;
