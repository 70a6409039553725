/** What holds for every request to the web application, whatever area it is for. */
@NullMarked
package org.posthorn.web;

import org.jspecify.annotations.NullMarked;
